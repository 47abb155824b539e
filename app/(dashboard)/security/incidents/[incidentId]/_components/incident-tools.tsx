"use client";

import { Button, Menu } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import type { IncidentId } from "#models/shared/ids";
import { useAction } from "@/_components/ui/use-action";
import { takeIncident } from "../../actions";
import { CloseIncident } from "./close-incident";
import classes from "./incident.module.css";

interface Props {
  incidentId: IncidentId;
  isMine: boolean;
  isClosed: boolean;
  mayManage: boolean;
  /** Said before it is closed: they stay in force. */
  inForce: number;
}

/** What an officer does with an incident as a whole. */
export function IncidentTools({
  incidentId,
  isMine,
  isClosed,
  mayManage,
  inForce,
}: Readonly<Props>) {
  const { isBusy, run } = useAction();
  const file = `/security/incidents/${incidentId}/export`;

  return (
    <div className={classes.tools}>
      {mayManage && !isClosed && !isMine ? (
        <Button loading={isBusy} onClick={() => void run(() => takeIncident({ incidentId }))}>
          Take this incident
        </Button>
      ) : null}
      {mayManage && !isClosed ? <CloseIncident incidentId={incidentId} inForce={inForce} /> : null}
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} stroke={1.8} aria-hidden="true" />}
          >
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={`${file}?format=json`} download>
            Everything, as JSON
          </Menu.Item>
          <Menu.Item component="a" href={`${file}?format=csv`} download>
            Evidence and timeline, as CSV
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} stroke={1.8} aria-hidden="true" />}
        onClick={() => window.print()}
      >
        Print
      </Button>
    </div>
  );
}
