import { visitorSpeech } from "@/lib/visitor-speech";

/** Instead of a page when this app's variables cannot be used: what is wrong, for its operator. */
export async function WrongSettings({ problems }: { problems: string[] }) {
  const { words } = await visitorSpeech();
  return (
    <main className="card" role="alert" data-trouble="settings">
      <h1>{words.notSetUp}</h1>
      <p>{words.notSetUpAdvice}</p>
      <ul lang="en" dir="ltr">
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </main>
  );
}
