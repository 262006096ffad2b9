import { redirect } from "next/navigation";

import { WrongSettings } from "@/app/WrongSettings";
import { chatSettings, settingsProblems } from "@/lib/settings";
import { signedInPerson } from "@/lib/signed-in";

import { ProfessorLock } from "./ProfessorLock";

/** The chat, for whoever is signed in; everybody else is asked to sign in first. */
export default async function ProfessorLockPage() {
  const problems = settingsProblems();
  if (problems.length) return <WrongSettings problems={problems} />;
  const person = await signedInPerson();
  if (!person) redirect("/sign-in");
  return <ProfessorLock person={person} settings={chatSettings()} />;
}
