import { redirect } from "next/navigation";

import { WrongSettings } from "@/app/WrongSettings";
import { settingsProblems } from "@/lib/settings";
import { signedInUser, signInKind } from "@/lib/signed-in";
import { visitorSpeech } from "@/lib/visitor-speech";

import { SignInForm } from "./SignInForm";

export default async function SignInPage() {
  const problems = settingsProblems();
  if (problems.length) return <WrongSettings problems={problems} />;
  if (await signedInUser()) redirect("/professor-lock");
  const { words } = await visitorSpeech();
  return (
    <main className="card">
      <h1>Professor Lock</h1>
      <SignInForm kind={signInKind()} words={words} />
    </main>
  );
}
