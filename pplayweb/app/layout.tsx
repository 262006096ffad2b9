import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";

import "@/components/professor-lock/professor-lock.css";
import "./globals.css";

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

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
