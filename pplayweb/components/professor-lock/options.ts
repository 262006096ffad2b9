/** How the chat looks and what it offers before anything was asked. */
import type { ChatKitOptions } from "@openai/chatkit-react";

export type Scheme = "light" | "dark";

export const START_SCREEN: NonNullable<ChatKitOptions["startScreen"]> = {
  greeting: "What are we looking at tonight?",
  prompts: [
    prompt("chart", "Show me tonight's NBA odds"),
    prompt("lucide:scale", "Show me odds for Lakers vs Warriors"),
    prompt("lucide:ticket", "Build me a 3-leg parlay for tonight's NBA games"),
    prompt("analytics", "What's LeBron James averaging this season?"),
    prompt("lucide:cloud-sun", "Search for weather in Denver"),
  ],
};

export const DISCLAIMER: NonNullable<ChatKitOptions["disclaimer"]> = {
  text: "You are talking to an AI. For information only, 21+. No bet is placed here, and none is sure to win. If gambling stops being fun, call [1-800-MY-RESET](tel:18006973738).",
};

/** A picture of a slip, a PDF, a list of bets: what the server takes. One that takes less says so when a file is chosen. */
export const COMPOSER: NonNullable<ChatKitOptions["composer"]> = {
  placeholder: "Ask about odds, stats, parlays…",
  attachments: {
    enabled: true,
    maxCount: 10,
    maxSize: 10 * 1024 * 1024,
    accept: {
      "image/png": [".png"],
      "image/jpeg": [".jpg", ".jpeg"],
      "image/webp": [".webp"],
      "image/gif": [".gif"],
      "application/pdf": [".pdf"],
      "text/plain": [".txt"],
      "text/csv": [".csv"],
    },
  },
};

export function theme(scheme: Scheme): NonNullable<ChatKitOptions["theme"]> {
  const dark = scheme === "dark";
  return {
    colorScheme: scheme,
    radius: "round",
    color: {
      accent: { primary: dark ? "#43c98c" : "#0b6b43", level: 1 },
      surface: { background: dark ? "#121417" : "#ffffff", foreground: dark ? "#1a1d22" : "#ffffff" },
    },
  };
}

function prompt(icon: "chart" | "analytics" | `lucide:${string}`, text: string) {
  return { icon, label: text, prompt: text };
}
