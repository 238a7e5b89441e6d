import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import { motoEnvironment } from './account-environment.ts';
import { awsCliAnswer } from './debian-aws-cli.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** moto separates an account's Regions, so each test file uses its own Region. */
    motoUrl: string;
    /** A role that Lambda may assume: moto, like Lambda, creates no function without one. */
    lambdaRoleArn: string;
  }
}

const MISSING =
  'test:moto needs python3-moto, python3-flask-cors and awscli: apt-get install -y python3-moto python3-flask-cors awscli';

/** If the run is killed, moto still ends by then. */
const LONGEST_LIFE_S = '900';

const TRUST_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** Starts one moto for the whole run, on a free loopback port. */
export default async function startMoto(project: TestProject): Promise<() => Promise<void>> {
  const args = [LONGEST_LIFE_S, '/usr/bin/python3', '-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'];
  const moto = spawn('timeout', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = new Promise<void>((resolve) => {
    moto.on('error', () => resolve());
    moto.on('exit', () => resolve());
  });
  const stop = () => {
    moto.kill('SIGTERM');
    return exited;
  };
  try {
    const url = await servingUrl(moto.stderr);
    const answer = await fetch(`${url}/moto-api/data.json`);
    if (!answer.ok) throw new Error(`moto answers ${answer.status}`);
    project.provide('motoUrl', url);
    project.provide('lambdaRoleArn', await createdRoleArn(url));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** The address that moto prints once it listens. Keeps reading: a full pipe would stop moto. */
function servingUrl(stderr: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const lines = createInterface({ input: stderr });
    lines.on('line', (line) => {
      const [, url] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line) ?? [];
      if (url !== undefined) resolve(url);
      else if (said.length < 20) said.push(line);
    });
    lines.on('close', () => reject(new Error([MISSING, ...said].join('\n'))));
  });
}

async function createdRoleArn(url: string): Promise<string> {
  const args = ['iam', 'create-role', '--role-name', 'lambda', '--assume-role-policy-document', TRUST_POLICY];
  const { Role } = (await awsCliAnswer(args, motoEnvironment(url, 'us-east-1'))) as { Role: { Arn: string } };
  return Role.Arn;
}
