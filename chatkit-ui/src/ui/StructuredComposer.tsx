/** Questions of the server in the composer's place, one at a time. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { StructuredItem } from "../core/wire";
import { useUi } from "./context";
import { focusIsNowhere } from "./layers";

interface Answer {
  picked: string[];
  other: string;
  skipped: boolean;
}
const EMPTY: Answer = { picked: [], other: "", skipped: false };

export function StructuredComposer(props: { item: StructuredItem }) {
  const { chat, t, host } = useUi();
  const { item } = props;
  const [step, setStep] = useState(0);
  const [answers, setAnswers] = useState<Record<string, Answer>>({});
  const box = useRef<HTMLFormElement>(null);
  const input = item.inputs[step];
  useLayoutEffect(() => {
    if (!host.shadowRoot!.activeElement && !focusIsNowhere()) return; // the user is writing elsewhere on the page
    box.current?.querySelector<HTMLElement>("input, textarea")?.focus();
  }, [step]);
  if (!input) return null;
  const answer = answers[input.id] ?? EMPTY;
  const busy = chat.phase.value !== "idle";
  const last = step === item.inputs.length - 1;
  const set = (change: Partial<Answer>) =>
    setAnswers({ ...answers, [input.id]: { ...answer, skipped: false, ...change } });
  const submit = (all: Record<string, Answer>) => {
    const wire = Object.fromEntries(
      item.inputs.map(({ id }) => {
        const values = valuesOf(all[id] ?? EMPTY);
        return [id, { values, skipped: (all[id]?.skipped ?? false) || !values.length }];
      }),
    );
    void chat.submitStructured(item.id, { status: "answered", answers: wire });
  };
  const forward = (all = answers) => (last ? submit(all) : setStep(step + 1));
  const skip = () => {
    const all = { ...answers, [input.id]: { ...EMPTY, skipped: true } };
    setAnswers(all);
    forward(all);
  };
  const toggle = (value: string) => {
    if (!input.multiple) set({ picked: [value], other: "" });
    else
      set({
        picked: answer.picked.includes(value)
          ? answer.picked.filter((one) => one !== value)
          : [...answer.picked, value],
      });
  };
  return (
    <form
      class="ck-composer ck-structured"
      part="composer"
      ref={box}
      aria-label={t("question", { n: step + 1, total: item.inputs.length })}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && valuesOf(answer).length) forward();
      }}
    >
      <div class="ck-field">
        <fieldset disabled={busy}>
          <legend dir="auto">
            {item.inputs.length > 1 ? (
              <small>
                {step + 1}/{item.inputs.length}{" "}
              </small>
            ) : null}
            {input.question}
          </legend>
          {input.description ? (
            <p class="ck-muted" dir="auto">
              {input.description}
            </p>
          ) : null}
          {input.type === "multiple_choice" ? (
            <div class="ck-choices">
              {(input.options ?? []).map((option) => (
                <label class="ck-choice" key={option.value}>
                  <input
                    type={input.multiple ? "checkbox" : "radio"}
                    name={`ck-q-${input.id}`}
                    checked={answer.picked.includes(option.value)}
                    onChange={() => toggle(option.value)}
                  />
                  <span dir="auto">{option.value}</span>
                </label>
              ))}
              <label class="ck-choice ck-choice-other">
                <span>{t("other")}</span>
                <input
                  type="text"
                  value={answer.other}
                  aria-label={`${t("other")}: ${input.question}`}
                  onInput={(event) =>
                    set({ other: event.currentTarget.value, ...(input.multiple ? {} : { picked: [] }) })
                  }
                />
              </label>
            </div>
          ) : (
            <textarea
              rows={3}
              aria-label={input.question}
              placeholder={t("yourAnswer")}
              value={answer.other}
              onInput={(event) => set({ other: event.currentTarget.value })}
            />
          )}
        </fieldset>
        <div class="ck-structured-foot">
          <button
            type="button"
            class="ck-btn"
            disabled={busy}
            onClick={() => void chat.submitStructured(item.id, { status: "skipped", answers: {} })}
          >
            {t("skipAll")}
          </button>
          <span class="ck-grow" />
          {step > 0 ? (
            <button type="button" class="ck-btn" onClick={() => setStep(step - 1)}>
              {t("back")}
            </button>
          ) : null}
          {item.inputs.length > 1 ? (
            <button type="button" class="ck-btn" disabled={busy} onClick={skip}>
              {t("skip")}
            </button>
          ) : null}
          <button type="submit" class="ck-btn ck-btn-solid" disabled={busy || !valuesOf(answer).length}>
            {last ? t("submit") : t("next")}
          </button>
        </div>
      </div>
    </form>
  );
}

function valuesOf(answer: Answer): string[] {
  const other = answer.other.trim();
  return other ? [...answer.picked, other] : answer.picked;
}
