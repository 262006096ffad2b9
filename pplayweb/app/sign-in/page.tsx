import { redirect } from "next/navigation";

import { signedInPerson, signInKind } from "@/lib/signed-in";

import { SignInForm } from "./SignInForm";

export default async function SignInPage() {
  if (await signedInPerson()) redirect("/professor-lock");
  return (
    <main className="card">
      <h1>Professor Lock</h1>
      <SignInForm kind={signInKind()} />
    </main>
  );
}
