"use client";

import { useActionState } from "react";

import type { SignInKind } from "@/lib/signed-in";

import { signIn } from "./actions";

export function SignInForm({ kind }: { kind: SignInKind }) {
  const [state, submit, pending] = useActionState(signIn, {});
  if (kind === "none") {
    return (
      <p role="alert">
        This site has no sign-in yet. Its operator sets <code>NEXT_PUBLIC_SUPABASE_URL</code> and{" "}
        <code>NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY</code>, or, on a machine of their own,{" "}
        <code>PP_DEVELOPMENT_SIGN_IN=on</code>.
      </p>
    );
  }
  return (
    <form action={submit}>
      {kind === "development" ? <DevelopmentFields /> : <PasswordFields />}
      {state.problem && <p role="alert">{state.problem}</p>}
      <button type="submit" className="pl-button" disabled={pending}>
        Sign in
      </button>
    </form>
  );
}

function DevelopmentFields() {
  return (
    <>
      <p>Development sign-in: it believes what you say. Do not offer it to strangers.</p>
      <label>
        Name
        <input name="name" autoComplete="username" maxLength={64} pattern="[A-Za-z0-9_.@\-]+" required />
      </label>
      <label>
        Tier
        <select name="tier">
          <option>free</option>
          <option>pro</option>
          <option>elite</option>
        </select>
      </label>
    </>
  );
}

function PasswordFields() {
  return (
    <>
      <label>
        E-mail
        <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
    </>
  );
}
