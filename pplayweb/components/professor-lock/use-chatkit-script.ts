"use client";

/** Loads the script that defines <openai-chatkit>, once for the page, and finds out why when nothing comes of it. */
import { useEffect, useState } from "react";

import { type Trouble, whyNoScript } from "./trouble";

const ELEMENT = "openai-chatkit";
const READY_TIMEOUT_MS = 10_000;
/** The report of a violation comes after the error that it explains. */
const VIOLATION_REPORT_MS = 100;

/** `ready`: the element has said that it is. */
export function useScriptTroubles(
  script: string,
  server: string,
  ready: boolean,
  report: (trouble: Trouble) => void,
): void {
  const [loaded, setLoaded] = useState(false);

  useEffect(() => {
    let gone = false;
    const violations: string[] = [];
    const note = (event: SecurityPolicyViolationEvent) => violations.push(event.blockedURI);
    document.addEventListener("securitypolicyviolation", note);
    const explain = async () => {
      await new Promise((resolve) => setTimeout(resolve, VIOLATION_REPORT_MS));
      const trouble = gone ? null : await whyNoScript(script, server, violations);
      if (trouble && !gone) report(trouble);
    };
    load(script).then(() => gone || setLoaded(true), explain);
    return () => {
      gone = true;
      document.removeEventListener("securitypolicyviolation", note);
    };
  }, [script, server, report]);

  useEffect(() => {
    if (!loaded || ready) return;
    const ours = new URL(script, location.href).origin === new URL(server).origin;
    const seen = `${script} was loaded, but the chat window was not ready after ${READY_TIMEOUT_MS / 1000} seconds.`;
    const timer = setTimeout(() => report({ kind: ours ? "script-silent" : "domain-key", seen }), READY_TIMEOUT_MS);
    return () => clearTimeout(timer);
  }, [loaded, ready, script, server, report]);
}

const loading = new Map<string, Promise<void>>();

function load(src: string): Promise<void> {
  if (customElements.get(ELEMENT)) return Promise.resolve();
  let promise = loading.get(src);
  if (!promise) {
    promise = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = src;
      script.async = true;
      script.onload = () => resolve();
      script.onerror = () => reject(new Error(`${src} did not load`));
      document.head.append(script);
    });
    loading.set(src, promise);
  }
  return promise;
}
