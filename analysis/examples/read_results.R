# Rscript analysis/examples/read_results.R results/hierarchy_or_level2.h5
#
# Reads a result of `candor compare` in R: the difference in the last year's performance, pair by pair, with its 95 %
# interval, and the share of issues that are spoken, pooled over weeks and replicates. Needs the package ncdf4
# (Debian: r-cran-ncdf4).
library(ncdf4)

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 1) stop("usage: Rscript read_results.R FILE.h5")
file <- nc_open(arguments[1])

# R has the first dimension run fastest, so what xarray calls (policy, replicate, week) is [week, replicate, policy].
policy <- ncvar_get(file, "policy")
week <- ncvar_get(file, "week")
last_year <- week > max(week) - 52
of <- function(name) {
    values <- ncvar_get(file, name, collapse_degen = FALSE)
    dimnames(values) <- list(NULL, NULL, policy)
    values[last_year, , , drop = FALSE]
}

performance <- apply(of("performance"), c(2, 3), mean, na.rm = TRUE)   # [replicate, policy]
difference <- performance[, 2] - performance[, 1]
cat(sprintf("performance, %s less %s: %.6f\n", policy[2], policy[1], mean(difference)))
if (length(difference) > 1)
    cat(sprintf("95 %% interval: %.6f %.6f\n", t.test(difference)$conf.int[1], t.test(difference)$conf.int[2]))

# Pool the counts: a mean of weekly shares would count a week with one issue as much as one with a hundred.
voice <- apply(of("spoken"), 3, sum, na.rm = TRUE) / apply(of("issues"), 3, sum, na.rm = TRUE)
for (name in policy) cat(sprintf("voice, %s: %.6f\n", name, voice[name]))
invisible(nc_close(file))
