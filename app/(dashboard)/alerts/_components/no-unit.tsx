/** For somebody whose role has alerts, but who has no unit. */
export const NoUnit = ({ title }: Readonly<{ title: string }>) => (
  <section aria-labelledby="no-unit">
    <h1 id="no-unit">{title}</h1>
    <p>You are not assigned to a unit. A system administrator can assign you to one.</p>
  </section>
);
