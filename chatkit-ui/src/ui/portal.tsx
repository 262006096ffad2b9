/** Children drawn elsewhere in the shadow root, with the context of where they belong. */
import { type ComponentChildren, render } from "preact";
import { useContext, useLayoutEffect, useState } from "preact/hooks";

import { UiContext } from "./context";
import { FormContext, ItemContext } from "../widgets/context";

function Portal(props: { children: ComponentChildren; into: Element }) {
  const ui = useContext(UiContext);
  const form = useContext(FormContext);
  const item = useContext(ItemContext);
  const [slot] = useState(() => document.createElement("div"));
  useLayoutEffect(() => {
    props.into.append(slot);
    return () => {
      render(null, slot);
      slot.remove();
    };
  }, []);
  useLayoutEffect(() => {
    render(
      <UiContext.Provider value={ui}>
        <ItemContext.Provider value={item}>
          <FormContext.Provider value={form}>{props.children}</FormContext.Provider>
        </ItemContext.Provider>
      </UiContext.Provider>,
      slot,
    );
  });
  return null;
}

export function createPortal(children: ComponentChildren, into: Element) {
  return <Portal into={into}>{children}</Portal>;
}
