/** What a widget's parts share: the item they belong to, and the form they are in. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { Fold, Prices } from "../core/card-extension";
import type { StakeTyping } from "../core/stake-typing";
import type { ActionConfig, WidgetNode } from "../core/wire";

export interface Field {
  name: string;
  /** `undefined`: unset, left out of the values. */
  value: () => unknown;
  element: () => HTMLElement | null;
  /** Shows or clears the message of the browser's own validation. */
  report: (message: string | null) => void;
}

export class FormScope {
  readonly fields = new Set<Field>();
  form: HTMLFormElement | null = null;
  submit: ((validate: boolean) => void) | null = null;

  add(field: Field): () => void {
    this.fields.add(field);
    return () => this.fields.delete(field);
  }
}

export interface ItemScope {
  /** Empty in an entity preview, which belongs to no item. */
  itemId: string;
  root: WidgetNode;
  /** Node keys that wait for the server, and the containers that do. */
  busy: Set<string>;
  /** Called by controls. `values`: of a control outside any form. */
  run: (action: ActionConfig, from: Origin) => void;
  blocked: (action: ActionConfig | undefined) => boolean;
  log: (name: string, data?: Record<string, unknown>) => void;
  /** A streaming answer is under way. */
  responding: boolean;
  /** Names of the fields that a `Label` node names. */
  labels: ReadonlySet<string>;
  /** Which buttons are prices that go on the slip. */
  prices: Prices | null;
  /** Parts that are opened in place, and texts that say when something begins, by the id of their node. */
  folds: ReadonlyMap<string, Fold>;
  starts: ReadonlyMap<string, number>;
  /** What screen readers are told of buttons whose labels are signs, by their ids. */
  names: ReadonlyMap<string, string>;
  /** When buttons go, in milliseconds since 1970, by their ids. */
  ends: ReadonlyMap<string, number>;
  /** The stake of an open slip, while this card is one. */
  stake: StakeTyping | null;
  /** Unique per item on the page, for ids of labels. */
  uid: string;
}
export interface Origin {
  control: string;
  path: string;
  container: string;
  form: FormScope | null;
  own?: Record<string, unknown>;
}

export const FormContext = createContext<FormScope | null>(null);
export const ItemContext = createContext<ItemScope>(null as unknown as ItemScope);
export const useItem = () => useContext(ItemContext);
export const useForm = () => useContext(FormContext);

/** Where a node stands: its path in the tree, and the path of the card or form around it. */
export interface Place {
  path: string;
  container: string;
  depth: number;
  /** Direction of the container, for dividers. */
  row: boolean;
}
