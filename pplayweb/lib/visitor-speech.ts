/** The language of a page for a visitor who may not be signed in yet: what the browser asks for. */
import "server-only";

import { headers } from "next/headers";

import { acceptedLanguages, type SiteSpeech, siteSpeechOf } from "@/components/professor-lock/site-speech";

export async function visitorSpeech(): Promise<SiteSpeech> {
  return siteSpeechOf(acceptedLanguages((await headers()).get("accept-language") ?? ""));
}
