"use client";

export default function Failed({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="card" role="alert">
      <h1>This page could not be made</h1>
      <p>Something it needs is not answering or is set up wrongly; the site’s log says what.</p>
      <button type="button" className="pl-button" onClick={reset}>
        Try again
      </button>
    </main>
  );
}
