import { Icon } from "../icons/Icon";
import { useUi } from "./context";

export function Toasts() {
  const { chat, t } = useUi();
  return (
    <div class="ck-toasts" role="status" aria-live="polite">
      {chat.toasts.shown.value.map((toast) => (
        <div class={`ck-toast ck-toast-${toast.tone}`} key={toast.key}>
          <span dir="auto">{toast.text}</span>
          <button
            type="button"
            class="ck-iconbtn ck-small"
            aria-label={t("dismiss")}
            onClick={() => chat.toasts.dismiss(toast.key)}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
    </div>
  );
}
