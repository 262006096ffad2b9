import "./core/assets";
import { ChatKitElement } from "./element";

if (!customElements.get("openai-chatkit")) customElements.define("openai-chatkit", ChatKitElement);
