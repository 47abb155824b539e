/** For somebody whose role works on units, but who has none. */
export const NoUnit = ({
  title,
  titleClass,
}: Readonly<{ title: string; titleClass?: string | undefined }>) => (
  <section aria-labelledby="no-unit">
    <h1 id="no-unit" className={titleClass}>
      {title}
    </h1>
    <p>You are not assigned to a unit. A system administrator can assign you to one.</p>
  </section>
);
