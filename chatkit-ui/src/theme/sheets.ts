/** The style sheets, constructed once and shared by every element on the page. */
import base from "./base.css?inline";
import chat from "./chat.css?inline";
import markdown from "./markdown.css?inline";
import widgets from "./widgets.css?inline";

let shared: CSSStyleSheet[] | null = null;

export function sheets(): CSSStyleSheet[] {
  shared ??= [base, chat, markdown, widgets].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return shared;
}
