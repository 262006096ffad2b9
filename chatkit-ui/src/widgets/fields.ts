/** What all form controls share: their value, their place in the form, their complaint. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { type Field, useForm, useItem } from "./context";

/**
 * A control's value. It keeps what the user entered while the widget around it is replaced; an untouched one
 * follows the server's default.
 */
export function useField(
  name: string,
  initial: unknown,
  path: string,
  element: () => HTMLElement | null,
  same: (one: unknown, other: unknown) => boolean = Object.is,
): {
  value: unknown;
  set: (value: unknown) => void;
  problem: "required" | "invalid" | null;
  describe: string | undefined;
} {
  const form = useForm();
  const item = useItem();
  const [value, setValue] = useState(initial);
  const [problem, setProblem] = useState<"required" | "invalid" | null>(null);
  const touched = useRef(false);
  const current = useRef(value);
  current.current = value;
  useLayoutEffect(() => {
    if (!touched.current) setValue(initial);
    else if (same(initial, current.current)) touched.current = false;
  }, [initial]);
  useLayoutEffect(() => {
    if (!form || !name) return undefined;
    const field: Field = {
      name,
      value: () => current.current,
      element,
      report: (message) => setProblem(message as "required" | null),
    };
    return form.add(field);
  }, [form, name]);
  return {
    value,
    set: (next) => {
      touched.current = true;
      current.current = next;
      setValue(next);
      if (problem) setProblem(null);
    },
    problem,
    describe: problem ? `${item.uid}-${path.replace(/[^\w]+/g, "-")}-e` : undefined,
  };
}

export function fieldId(uid: string, name: string): string {
  return `${uid}-${name.replace(/[^\w.-]+/g, "_")}`;
}

/** Password managers are told to leave the field alone unless the widget wants them. */
export function autofill(allowed: unknown): Record<string, string> {
  return allowed === true ? {} : { "data-1p-ignore": "", "data-lpignore": "true", "data-form-type": "other" };
}
