import type { StartScreenPrompt } from "@openai/chatkit";

import type { UserContent } from "../core/wire";
import { Icon } from "../icons/Icon";
import { useUi } from "./context";

export function StartScreen() {
  const { chat, t } = useUi();
  const { startScreen } = chat.options.value;
  const send = (prompt: StartScreenPrompt) => {
    const content = typeof prompt.prompt === "string" ? undefined : (prompt.prompt as UserContent[]);
    const text = typeof prompt.prompt === "string" ? prompt.prompt : undefined;
    chat.composer.sendNow({ text, content }).catch(() => undefined); // shown at the message
  };
  return (
    <div class="ck-start">
      <div class="ck-start-in">
        <h3 class="ck-greeting" dir="auto">
          {startScreen?.greeting || t("greeting")}
        </h3>
        {startScreen?.prompts?.length ? (
          <ul class="ck-prompts">
            {startScreen.prompts.map((prompt, index) => (
              <li key={index}>
                <button type="button" class="ck-prompt" onClick={() => send(prompt)}>
                  {prompt.icon ? <Icon name={prompt.icon} size={18} /> : null}
                  <span dir="auto">{prompt.label}</span>
                </button>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </div>
  );
}
