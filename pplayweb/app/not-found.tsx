import Link from "next/link";

import { visitorSpeech } from "@/lib/visitor-speech";

export default async function NotFound() {
  const { words } = await visitorSpeech();
  return (
    <main className="card">
      <h1>{words.noSuchPage}</h1>
      <Link className="pl-button" href="/professor-lock">
        {words.toProfessorLock}
      </Link>
    </main>
  );
}
