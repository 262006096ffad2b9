import { Component, type ComponentChildren } from "preact";

/** One broken part does not take the rest along. Tries again when `retryKey` changes. */
export class ErrorBoundary extends Component<
  {
    fallback: () => ComponentChildren;
    onError?: (error: unknown) => void;
    retryKey?: unknown;
    children: ComponentChildren;
  },
  { failed: boolean; key: unknown }
> {
  override state = { failed: false, key: undefined as unknown };
  static override getDerivedStateFromProps(props: { retryKey?: unknown }, state: { failed: boolean; key: unknown }) {
    return props.retryKey === state.key ? null : { failed: false, key: props.retryKey };
  }
  override componentDidCatch(error: unknown) {
    this.props.onError?.(error);
    console.error("ChatKit: a part could not be drawn", error);
    this.setState({ failed: true });
  }
  override render() {
    return this.state.failed ? this.props.fallback() : this.props.children;
  }
}
