import { Icon } from "../icons/Icon";
import { historyEnabled } from "../core/options";
import { useUi } from "./context";

export function Header() {
  const { chat, t } = useUi();
  const options = chat.options.value;
  const { header } = options;
  const thread = chat.thread.value;
  const phase = chat.phase.value;
  const title = header?.title?.text || thread?.title || t("newChat");
  const busy = phase === "responding" || phase === "tool";
  return (
    <header class="ck-header" part="header">
      {header?.leftAction ? <HeaderButton {...header.leftAction} /> : null}
      {header?.title?.enabled === false ? (
        <span class="ck-title" />
      ) : (
        <h2 class="ck-title" title={title}>
          <bdi>{title}</bdi>
        </h2>
      )}
      {thread || chat.filled.value || chat.loadError.value ? (
        <button
          type="button"
          class="ck-iconbtn"
          aria-label={t("newChat")}
          title={t("newChat")}
          disabled={busy}
          onClick={() => void chat.open(null).then(() => chat.composer.focus())}
        >
          <Icon name="compose" />
        </button>
      ) : null}
      {historyEnabled(options) ? (
        <button
          type="button"
          class="ck-iconbtn"
          aria-label={t("history")}
          title={t("history")}
          aria-expanded={chat.history.open.value}
          disabled={busy}
          onClick={() => (chat.history.open.value ? chat.history.hide() : chat.history.show())}
        >
          <Icon name="history" />
        </button>
      ) : null}
      {header?.rightAction ? <HeaderButton {...header.rightAction} /> : null}
    </header>
  );
}

function HeaderButton(props: { icon: string; onClick: () => void }) {
  const { chat } = useUi();
  const label = humanised(props.icon);
  const click = () => {
    try {
      props.onClick();
    } catch (error) {
      chat.fail(error);
    }
  };
  return (
    <button type="button" class="ck-iconbtn" aria-label={label} title={label} onClick={click}>
      <Icon name={props.icon} />
    </button>
  );
}

export function humanised(icon: string): string {
  const words = icon.replace(/^[a-z]+:/, "").replace(/-/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
