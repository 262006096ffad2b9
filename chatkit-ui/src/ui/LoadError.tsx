import { HttpError } from "../core/errors";
import { Icon } from "../icons/Icon";
import { useUi } from "./context";

/** In the place of a thread that could not be loaded. */
export function LoadError() {
  const { chat, t } = useUi();
  const failed = chat.loadError.value!;
  const status = failed.error instanceof HttpError ? failed.error.status : 0;
  const forbidden = status === 401 || status === 403;
  const detail = failed.error instanceof HttpError ? failed.error.detail : undefined;
  return (
    <div class="ck-panel" role="alert">
      <Icon name="lucide:circle-alert" size={28} />
      <p>{forbidden ? t("unauthorised") : t("failedLoad")}</p>
      {detail ? <p class="ck-muted">{detail}</p> : null}
      <div class="ck-row">
        {forbidden || status === 404 ? null : (
          <button type="button" class="ck-btn" onClick={() => void chat.load(failed.threadId).catch(() => undefined)}>
            {t("retry")}
          </button>
        )}
        <button type="button" class="ck-btn ck-btn-solid" onClick={() => void chat.open(null)}>
          {t("newChat")}
        </button>
      </div>
    </div>
  );
}
