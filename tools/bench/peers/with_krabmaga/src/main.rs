//! The reduced workload (WORKLOAD.md) in krABMaga: agents on a schedule; what others read is in the state, which shows
//! last week until all have stepped.

use krabmaga::engine::agent::Agent;
use krabmaga::engine::schedule::Schedule;
use krabmaga::engine::state::State;
use rand::rngs::SmallRng;
use rand::{Rng, SeedableRng};
use rand_distr::StandardNormal;
use std::any::Any;
use std::time::Instant;

#[path = "../../command_line.rs"]
mod command_line;
use command_line::{CommandLine, Shown};

struct Organization {
    members: usize,
    random: SmallRng,
    last: Vec<Shown>,
    next: Vec<Shown>,
}

#[derive(Clone)]
struct Member {
    number: usize,
    manager: usize,
    peers: [usize; 6],
}

impl Agent for Member {
    fn step(&mut self, state: &mut dyn State) {
        let organization = state.as_any_mut().downcast_mut::<Organization>().unwrap();
        let epsilon: f64 = organization.random.sample(StandardNormal);
        let uniform: f64 = organization.random.random();
        let last = &organization.last;
        let peers = self.peers.map(|peer| last[peer]);
        organization.next[self.number] =
            last[self.number].one_week(last[self.manager], peers, epsilon, uniform);
    }
}

impl State for Organization {
    fn init(&mut self, schedule: &mut Schedule) {
        for number in 0..self.members {
            let member = Member {
                number,
                manager: number.saturating_sub(1) / 8,
                peers: std::array::from_fn(|_| self.random.random_range(0..self.members)),
            };
            schedule.schedule_repeating(Box::new(member), 0., 0);
        }
    }

    fn after_step(&mut self, _schedule: &mut Schedule) {
        std::mem::swap(&mut self.last, &mut self.next);
    }

    fn update(&mut self, _step: u64) {}

    fn reset(&mut self) {}

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn as_state(&self) -> &dyn State {
        self
    }

    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }
}

fn main() {
    let options = CommandLine::parse();
    for run in 0..options.runs {
        let begin = Instant::now();
        let mut organization = Organization {
            members: options.members,
            random: SmallRng::seed_from_u64(options.seed + run),
            last: vec![Shown::default(); options.members],
            next: vec![Shown::default(); options.members],
        };
        let mut schedule = Schedule::new();
        organization.init(&mut schedule);
        let founded = Instant::now();
        for _ in 0..options.weeks {
            schedule.step(&mut organization);
        }
        let end = Instant::now();
        options.print(
            "krABMaga",
            run,
            founded - begin,
            end - founded,
            &organization.last,
        );
    }
}
