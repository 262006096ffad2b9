import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";

import "@/components/professor-lock/professor-lock.css";
import "./globals.css";

import { visitorSpeech } from "@/lib/visitor-speech";

export const metadata: Metadata = {
  title: "Professor Lock",
  description: "Sports odds, stats and parlays, with the source and the time of every number.",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  interactiveWidget: "resizes-content",
  colorScheme: "light dark",
};

/** Every page is made for its request: the content security policy's nonce is new each time. */
export const dynamic = "force-dynamic";

export default async function Layout({ children }: { children: ReactNode }) {
  const { language, dir } = await visitorSpeech();
  return (
    <html lang={language} dir={dir}>
      <body>{children}</body>
    </html>
  );
}
