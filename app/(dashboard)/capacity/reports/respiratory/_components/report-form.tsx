"use client";

import { Button, Group } from "@mantine/core";
import { useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { checkReport, isSubmittable } from "#models/respiratory-report/check-report";
import type { ReportField, ReportValues } from "#models/respiratory-report/report-fields";
import type { ReportWeek } from "#models/respiratory-report/report-week";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { LeaveGuard } from "@/_components/ui/leave-guard";
import { ProblemAlert } from "@/_components/ui/problem-alert";
import { useAction } from "@/_components/ui/use-action";
import { saveReport, submitReport } from "../actions";
import { FigureFields } from "./figure-fields";
import { Findings } from "./findings";
import { enteredFigures, type TypedFigures, typedFigures } from "./typed-figures";

interface Props {
  week: ReportWeek;
  today: string;
  figures: ReportValues;
  counted: Readonly<Partial<Record<ReportField, number>>>;
  isMadeUp: boolean;
  /** Of what was saved; 0 where nothing was. */
  version: number;
  isEditable: boolean;
}

/** The figures of a week, with what is wrong with them as they are typed. */
export function ReportForm({
  week,
  today,
  figures,
  counted,
  isMadeUp,
  version,
  isEditable,
}: Readonly<Props>) {
  const router = useRouter();
  const { isBusy, run } = useAction();
  const [saved, setSaved] = useState(version);
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const form = useForm<TypedFigures>({ initialValues: typedFigures(figures) });

  const entered = enteredFigures(form.values);
  const findings = entered ? checkReport(entered, week, today) : [];

  const keep = async (send: typeof saveReport, said: string) => {
    setAsking(false);
    if (!entered) return;
    const done = await run(() =>
      send({ weekEndsOn: week.endsOn, figures: entered, version: saved }),
    );
    if (!done) return;
    setSaved(done.value.version);
    form.resetDirty();
    setProblem(undefined);
    router.refresh();
    notifications.show({ message: said });
  };
  const askToSubmit = () => {
    if (entered && isSubmittable(findings)) {
      setProblem(undefined);
      setAsking(true);
    } else setProblem("Not submitted: see what is to be put right below.");
  };

  return (
    <form
      noValidate
      aria-label="Figures of the week"
      onSubmit={form.onSubmit(() => void keep(saveReport, "The draft is saved."))}
    >
      <LeaveGuard
        isDirty={isEditable && form.isDirty()}
        what="What you entered since the last save"
      />
      <ProblemAlert problem={problem} />
      {isEditable && <Findings findings={findings} isReadable={entered !== undefined} />}
      <FigureFields {...{ form, counted, isMadeUp, findings, isEditable }} />
      {isEditable && (
        <Group mt="md" mb="xl">
          <Button type="submit" variant="default" loading={isBusy} disabled={!entered}>
            Save draft
          </Button>
          <Button onClick={askToSubmit} loading={isBusy}>
            Submit
          </Button>
        </Group>
      )}
      {isAsking && (
        <ConfirmDialog
          title="Submit the report of this week?"
          consequence="It is locked then: nobody can change it here."
          confirmLabel="Submit and lock"
          isBusy={isBusy}
          onConfirm={() => void keep(submitReport, "The report is submitted.")}
          onClose={() => setAsking(false)}
        />
      )}
    </form>
  );
}
