import { redirect } from "next/navigation";

import { WrongSettings } from "@/app/WrongSettings";
import { chatSettings, settingsProblems } from "@/lib/settings";
import { signedInUser } from "@/lib/signed-in";

import { ProfessorLock } from "./ProfessorLock";

/** The chat, for signed-in users; others are asked to sign in first. */
export default async function ProfessorLockPage() {
  const problems = settingsProblems();
  if (problems.length) return <WrongSettings problems={problems} />;
  const user = await signedInUser();
  if (!user) redirect("/sign-in");
  return <ProfessorLock user={user} settings={chatSettings()} />;
}
