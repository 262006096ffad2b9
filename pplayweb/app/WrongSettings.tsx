/** Instead of a page when this app's variables cannot be used: what is wrong, for its operator. */
export function WrongSettings({ problems }: { problems: string[] }) {
  return (
    <main className="card" role="alert" data-trouble="settings">
      <h1>This site is not set up yet</h1>
      <p>Only its operator can mend that. Their list:</p>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </main>
  );
}
