"use client";

import { useSyncExternalStore } from "react";

import { siteSpeechOf } from "@/components/professor-lock/site-speech";

export default function Failed({ reset }: { error: Error; reset: () => void }) {
  const preferred = useSyncExternalStore(
    () => () => undefined,
    () => navigator.languages.join(),
    () => "en",
  );
  const { language, dir, words } = siteSpeechOf(preferred.split(","));
  return (
    <main className="card" role="alert" lang={language} dir={dir}>
      <h1>{words.pageFailed}</h1>
      <p>{words.pageFailedAdvice}</p>
      <button type="button" className="pl-button" onClick={reset}>
        {words.tryAgain}
      </button>
    </main>
  );
}
