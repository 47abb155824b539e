"use client";

import { Button, Group, Modal, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ListedGateway } from "#db/gateways";
import { parseFingerprint } from "#models/access/gateway-token";

interface Props {
  gateway: ListedGateway;
  isBusy: boolean;
  onSubmit: (certificate: string) => Promise<void>;
  onClose: () => void;
}

export function CertificateForm({ gateway, isBusy, onSubmit, onClose }: Readonly<Props>) {
  const form = useForm({
    initialValues: { certificate: gateway.certificateSha256 ?? "" },
    validate: {
      certificate: (text) =>
        text.trim() === "" || parseFingerprint(text)
          ? null
          : "64 hexadecimal digits, with colons or without.",
    },
  });

  return (
    <Modal opened onClose={onClose} title={`Certificate of ${gateway.name}`}>
      <form onSubmit={form.onSubmit(({ certificate }) => void onSubmit(certificate))}>
        <Text>
          With a certificate, nothing else proves this gateway: its token counts only on a
          connection that shows it. As soon as any gateway has one, HL7 is taken from gateways that
          have one.
        </Text>
        <Textarea
          label="SHA-256 fingerprint"
          description="openssl x509 -in gateway.crt -noout -fingerprint -sha256. Empty: none."
          mt="md"
          autosize
          minRows={2}
          maxLength={200}
          spellCheck={false}
          data-autofocus
          {...form.getInputProps("certificate")}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            Save
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
