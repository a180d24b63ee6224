//! What both Rust programs share: the command line, the state that members show each other, one week of the reduced
//! workload for one member (WORKLOAD.md), and the line of JSON printed for each run.

use std::time::Duration;

/// What others see of a member, as the week began.
#[derive(Clone, Copy)]
pub struct Shown {
    pub trust: f64,
    pub autonomy: f64,
    pub spoke: f64,
}

impl Default for Shown {
    fn default() -> Self {
        Shown {
            trust: 0.5,
            autonomy: 0.1,
            spoke: 0.0,
        }
    }
}

impl Shown {
    pub fn one_week(self, manager: Shown, peers: [Shown; 6], epsilon: f64, uniform: f64) -> Shown {
        let Shown {
            trust, autonomy, ..
        } = self;
        let peer_trust = peers.iter().map(|peer| peer.trust).sum::<f64>() / 6.0;
        let peers_spoke = peers.iter().map(|peer| peer.spoke).sum::<f64>() / 6.0;
        let new_trust = trust
            + 0.10 * (manager.trust - trust)
            + 0.10 * (peer_trust - trust)
            + 0.05 * (0.4 + 0.2 * manager.autonomy + 0.2 * peers_spoke - trust)
            + 0.05 * epsilon;
        let drive = -1.5 + 2.0 * trust + autonomy + peers_spoke;
        let speaks = uniform < 1.0 / (1.0 + (-drive).exp());
        Shown {
            trust: new_trust.clamp(0.0, 1.0),
            autonomy: autonomy + 0.20 * (trust * (0.5 + 0.5 * manager.autonomy) - autonomy),
            spoke: if speaks { 1.0 } else { 0.0 },
        }
    }
}

pub struct CommandLine {
    pub members: usize,
    pub weeks: u64,
    pub runs: u64,
    pub seed: u64,
}

impl CommandLine {
    pub fn parse() -> Self {
        let arguments: Vec<String> = std::env::args().collect();
        let value = |name: &str, default: u64| -> u64 {
            let at = arguments.iter().position(|argument| argument == name);
            at.map_or(default, |at| arguments[at + 1].parse().expect("a number"))
        };
        CommandLine {
            members: value("--members", 1000) as usize,
            weeks: value("--weeks", 52),
            runs: value("--runs", 1),
            seed: value("--seed", 1),
        }
    }

    pub fn print(
        &self,
        engine: &str,
        run: u64,
        founding: Duration,
        stepping: Duration,
        members: &[Shown],
    ) {
        let count = members.len() as f64;
        let mean = |get: &dyn Fn(&Shown) -> f64| members.iter().map(get).sum::<f64>() / count;
        let deviation = |get: &dyn Fn(&Shown) -> f64| {
            let centre = mean(get);
            (members
                .iter()
                .map(|member| (get(member) - centre).powi(2))
                .sum::<f64>()
                / count)
                .sqrt()
        };
        println!(
            "{{\"engine\": \"{engine}\", \"members\": {}, \"weeks\": {}, \"seed\": {}, \"founding_seconds\": {}, \
             \"seconds\": {}, \"trust_mean\": {}, \"trust_sd\": {}, \"autonomy_mean\": {}, \"autonomy_sd\": {}, \
             \"spoke_mean\": {}}}",
            self.members,
            self.weeks,
            self.seed + run,
            founding.as_secs_f64(),
            stepping.as_secs_f64(),
            mean(&|member| member.trust),
            deviation(&|member| member.trust),
            mean(&|member| member.autonomy),
            deviation(&|member| member.autonomy),
            mean(&|member| member.spoke)
        );
    }
}
