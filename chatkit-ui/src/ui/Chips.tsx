import { Icon } from "../icons/Icon";
import { useUi } from "./context";

/** Files of the draft, with how far each has come. */
export function Chips() {
  const { chat, t } = useUi();
  const { composer } = chat;
  const chips = composer.chips.value;
  if (!chips.length) return null;
  return (
    <ul class="ck-chips">
      {chips.map((chip) => (
        <li class={`ck-chip ck-chip-${chip.state}`} key={chip.key}>
          {chip.previewUrl ? <img src={chip.previewUrl} alt="" /> : <Icon name="document" size={18} />}
          <span class="ck-chip-name" dir="auto" title={chip.name}>
            {chip.name}
          </span>
          {chip.state === "uploading" ? (
            <span role="img" aria-label={t("uploading")}>
              <Icon name="lucide:loader-circle" size={14} class="ck-spin" />
            </span>
          ) : null}
          {chip.state === "failed" ? (
            <button
              type="button"
              class="ck-btn ck-chip-retry"
              title={t("uploadFailed")}
              onClick={() => composer.retryUpload(chip.key)}
            >
              {t("retry")}
            </button>
          ) : null}
          <button
            type="button"
            class="ck-iconbtn ck-small"
            aria-label={t("removeFile", { name: chip.name })}
            onClick={() => composer.removeChip(chip.key)}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}
