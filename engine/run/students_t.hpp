#pragma once

#include <boost/math/distributions/students_t.hpp>

namespace candor::run {

/// The half width of a 95 % interval in standard errors, by Student's t. (In double throughout: what is wider differs from
/// platform to platform, and is large where software computes it.)
[[nodiscard]] inline double half_width_95(double degrees_of_freedom) {
    using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
    return boost::math::quantile(boost::math::students_t_distribution<double, InDouble>(degrees_of_freedom), .975);
}

}  // namespace candor::run
