"use client";

import type { GatewayToken, ListedGateway } from "#db/gateways";
import { stateOfToken } from "#models/access/gateway-token";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { StatusLabel } from "@/_components/ui/status-label";
import { duration } from "@/_lib/format-time";
import classes from "./gateway-administration.module.css";

interface Props {
  gateway: ListedGateway;
  askedAt: Date;
}

/** Each token that can be used, and when it ends; what ended last where there is none. */
export function GatewayState({ gateway, askedAt }: Readonly<Props>) {
  const time = useHospitalTime();
  if (gateway.disabledAt)
    return <StatusLabel tone="off">Revoked {time.date(gateway.disabledAt)}</StatusLabel>;

  return (
    <span className={classes.states}>
      {gateway.tokens.map((token, index) => (
        <TokenState
          key={token.tokenId}
          token={token}
          isNewest={index === 0}
          askedAt={askedAt}
          day={time.date}
        />
      ))}
    </span>
  );
}

function TokenState({
  token,
  isNewest,
  askedAt,
  day,
}: Readonly<{
  token: GatewayToken;
  isNewest: boolean;
  askedAt: Date;
  day: (instant: Date) => string;
}>) {
  const left = () => duration((token.expiresAt.getTime() - askedAt.getTime()) / 1_000);
  switch (stateOfToken(token, askedAt)) {
    case "revoked":
      return <StatusLabel tone="off">Token revoked</StatusLabel>;
    case "expired":
      return <StatusLabel tone="failed">Token expired {day(token.expiresAt)}</StatusLabel>;
    case "ending":
      // An older token that ends is what a rotation is for.
      return (
        <StatusLabel tone={isNewest ? "due" : "unknown"}>
          {isNewest ? "Token" : "Old token"} ends in {left()}
        </StatusLabel>
      );
    case "good":
      return <StatusLabel tone="well">Token until {day(token.expiresAt)}</StatusLabel>;
  }
}
