/** Keys as a user means them: what ends the composition of a character (Chinese, Japanese, Korean) is not Enter. */
type Key = Pick<KeyboardEvent, "key" | "isComposing" | "keyCode">;

/** While a character is composed. Safari ends the composition before Enter's own event, which then has key code 229. */
export function composing(event: Key): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells that Enter from another
  return event.isComposing || event.keyCode === 229;
}

export function isEnter(event: Key): boolean {
  return event.key === "Enter" && !composing(event);
}
