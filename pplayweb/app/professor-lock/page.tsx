import { redirect } from "next/navigation";

import { signedInPerson } from "@/lib/signed-in";
import { chatSettings } from "@/lib/settings";

import { ProfessorLock } from "./ProfessorLock";

/** The chat, for whoever is signed in; everybody else is asked to sign in first. */
export default async function ProfessorLockPage() {
  const person = await signedInPerson();
  if (!person) redirect("/sign-in");
  return <ProfessorLock person={person} chat={chatSettings()} />;
}
