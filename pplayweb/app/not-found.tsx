import Link from "next/link";

export default function NotFound() {
  return (
    <main className="card">
      <h1>There is no such page</h1>
      <Link className="pl-button" href="/professor-lock">
        To Professor Lock
      </Link>
    </main>
  );
}
