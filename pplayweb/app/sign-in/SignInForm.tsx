"use client";

import { useActionState } from "react";

import type { SiteWords } from "@/components/professor-lock/site-speech";
import type { SignInKind } from "@/lib/signed-in";

import { signIn } from "./actions";

export function SignInForm({ kind, words }: { kind: SignInKind; words: SiteWords }) {
  const [state, submit, pending] = useActionState(signIn, {});
  if (kind === "none") {
    return (
      <p role="alert">
        {words.noSignIn}{" "}
        <span lang="en" dir="ltr">
          Its operator sets <code>NEXT_PUBLIC_SUPABASE_URL</code> and <code>NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY</code>,
          or, on a machine of their own, <code>PP_DEVELOPMENT_SIGN_IN=on</code>.
        </span>
      </p>
    );
  }
  return (
    <form action={submit}>
      {kind === "development" ? <DevelopmentFields words={words} /> : <PasswordFields words={words} />}
      {state.problem && <p role="alert">{state.problem}</p>}
      <button type="submit" className="pl-button" disabled={pending}>
        {words.signIn}
      </button>
    </form>
  );
}

function DevelopmentFields({ words }: { words: SiteWords }) {
  return (
    <>
      <p>{words.developmentSignIn}</p>
      <label>
        {words.name}
        <input name="name" autoComplete="username" maxLength={64} pattern="[A-Za-z0-9_.@\-]+" required />
      </label>
      <label>
        {words.tier}
        <select name="tier">
          <option>free</option>
          <option>pro</option>
          <option>elite</option>
        </select>
      </label>
    </>
  );
}

function PasswordFields({ words }: { words: SiteWords }) {
  return (
    <>
      <label>
        {words.email}
        <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        {words.password}
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
    </>
  );
}
