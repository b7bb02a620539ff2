using System.Collections.Immutable;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;
using MathNet.Numerics.Distributions;

namespace Debye.Techniques.Eis.Fitting;

/// <summary>From a minimum to a result: covariance, intervals, criteria, warnings.</summary>
internal sealed class FitReport(Circuit circuit, CircuitFitOptions options, FitProblem problem, ImpedanceSpectrum spectrum)
{
    private const double LargestCondition = 1e10;

    private readonly int _m = circuit.Parameters.Length;

    public FitResult Empty(FitStatus status) =>
        new()
        {
            Circuit = circuit,
            Status = status,
            ChiSquared = double.PositiveInfinity,
            Points = spectrum.Length,
            FreeParameters = problem.Map.Count,
            Parameters =
            [
                .. circuit.Parameters.Select(parameter => new FittedParameter(
                    parameter.Name,
                    parameter.Unit,
                    parameter.Setting.Value ?? parameter.Definition.TypicalMiddle,
                    null,
                    null,
                    null,
                    parameter.Setting.IsFixed,
                    false
                )),
            ],
            Warnings =
            [
                status == FitStatus.TooFewPoints
                    ? $"{spectrum.Length} points cannot determine {problem.Map.Count} parameters."
                    : "No start gave a finite deviation.",
            ],
        };

    public FitResult Build(double[] point, double chi, FitStatus status, LevenbergMarquardt search, int iterations)
    {
        var (n, degrees) = (problem.Map.Count, 2 * spectrum.Length - problem.Map.Count);
        var values = new double[_m];
        problem.ToParameters(point, values);
        var (inverse, condition) = Invert(search.Curvature);
        var covariance = Propagate(point, inverse, chi / degrees);
        var quantile = StudentT.InvCDF(0, 1, Math.Max(1, degrees), 0.5 + 0.5 * options.Confidence);
        var parameters = new FittedParameter[_m];
        for (var i = 0; i < _m; i++)
            parameters[i] = Describe(i, values[i], covariance is null ? null : Math.Sqrt(covariance[i * _m + i]), quantile);
        if (options.ProfileIntervals && degrees > 0)
            new ProfileIntervals(problem, search).Apply(point, chi, quantile * quantile / degrees, parameters);
        var correlation = Correlation(covariance);
        var (aicc, bic) = Criteria(chi, n);
        return new FitResult
        {
            Circuit = circuit,
            Status = status,
            Parameters = [.. parameters],
            ChiSquared = chi,
            Aicc = aicc,
            Bic = bic,
            Points = spectrum.Length,
            FreeParameters = n,
            Correlation = correlation,
            ConditionNumber = condition,
            Iterations = iterations,
            Warnings = [.. Warnings(parameters, correlation, condition, status)],
        };
    }

    private (double? Aicc, double? Bic) Criteria(double chi, int free)
    {
        var (n, k) = (2.0 * spectrum.Length, free + 1.0);
        var fit = n * Math.Log(Math.Max(chi / n, 1e-28));
        return (n > k + 1 ? fit + 2 * k + 2 * k * (k + 1) / (n - k - 1) : null, fit + k * Math.Log(n));
    }

    private FittedParameter Describe(int i, double value, double? error, double quantile)
    {
        var parameter = circuit.Parameters[i];
        if (problem.Map.IsFixed(i))
            return new FittedParameter(parameter.Name, parameter.Unit, value, 0, value, value, IsFixed: true, IsAtLimit: false);
        var isAtLimit = value <= parameter.Lower * (1 + 1e-9) || value >= parameter.Upper * (1 - 1e-9);
        // The error of ln p is the relative error of p.
        var isLogarithmic = problem.Map.IsLogarithmic(i);
        double? End(double? distance) => distance is not { } d ? null : Bounded(isLogarithmic ? value * Math.Exp(d) : value + d, parameter);
        return new FittedParameter(
            parameter.Name,
            parameter.Unit,
            value,
            isLogarithmic ? value * error : error,
            End(-quantile * error),
            End(quantile * error),
            IsFixed: false,
            isAtLimit
        );
    }

    private static double? Bounded(double end, CircuitParameter parameter) =>
        double.IsFinite(end) ? Math.Clamp(end, parameter.Lower, parameter.Upper) : null;

    /// <summary>Inverse of JᵀJ and the condition number of its scaled form; no inverse where that is singular.</summary>
    private (double[]? Inverse, double Condition) Invert(ReadOnlySpan<double> curvature)
    {
        var n = problem.Map.Count;
        var (scaled, root) = (new double[n * n], new double[n]);
        for (var i = 0; i < n; i++)
            root[i] = Math.Sqrt(curvature[i * n + i]);
        if (root.Any(value => !(value > 0)))
            return (null, double.PositiveInfinity);
        for (var i = 0; i < n; i++)
        for (var j = 0; j < n; j++)
            scaled[i * n + j] = curvature[i * n + j] / (root[i] * root[j]);
        var eigenvalues = SymmetricSolver.Eigenvalues(scaled.ToArray(), n);
        var condition =
            n == 0 ? 1
            : eigenvalues[0] > 0 ? eigenvalues[^1] / eigenvalues[0]
            : double.PositiveInfinity;
        if (condition > 1e15 || !SymmetricSolver.Factor(scaled, n))
            return (null, condition);
        var inverse = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            var column = inverse.AsSpan(i * n, n);
            column[i] = 1;
            SymmetricSolver.Solve(scaled, n, column);
            for (var j = 0; j < n; j++)
                column[j] /= root[i] * root[j];
        }

        return (inverse, condition);
    }

    /// <summary>Covariance of the parameters' x from that of the coordinates.</summary>
    private double[]? Propagate(double[] point, double[]? inverse, double variance)
    {
        if (inverse is null)
            return null;
        var n = problem.Map.Count;
        var slopes = new double[_m * n];
        for (var i = 0; i < _m; i++)
            problem.Map.Slopes(i, point, slopes.AsSpan(i * n, n));
        var result = new double[_m * _m];
        for (var i = 0; i < _m; i++)
        for (var j = 0; j < _m; j++)
        for (var k = 0; k < n; k++)
        for (var l = 0; l < n; l++)
            result[i * _m + j] += slopes[i * n + k] * inverse[k * n + l] * slopes[j * n + l] * variance;
        return result;
    }

    private double[] Correlation(double[]? covariance)
    {
        var result = new double[_m * _m];
        for (var i = 0; covariance is not null && i < _m; i++)
        for (var j = 0; j < _m; j++)
        {
            var scale = Math.Sqrt(covariance[i * _m + i] * covariance[j * _m + j]);
            result[i * _m + j] = scale > 0 ? covariance[i * _m + j] / scale : 0;
        }

        return result;
    }

    private IEnumerable<string> Warnings(FittedParameter[] parameters, double[] correlation, double condition, FitStatus status)
    {
        if (status == FitStatus.IterationLimit)
            yield return "The fit was still improving when the iterations ran out.";
        if (condition > LargestCondition)
            yield return Invariant($"The parameters cannot be told apart with these data (condition number {condition:g2}).");
        foreach (var parameter in parameters.Where(parameter => !parameter.IsFixed))
        {
            if (parameter.IsAtLimit)
                yield return $"{parameter.Name} ended at a limit.";
            else if (parameter.StandardError is not { } error || error > Math.Abs(parameter.Value))
                yield return $"{parameter.Name} is not determined by these data.";
        }

        for (var i = 0; i < _m; i++)
        for (var j = 0; j < i; j++)
            if (Math.Abs(correlation[i * _m + j]) > 0.99)
                yield return Invariant($"{parameters[j].Name} and {parameters[i].Name} are correlated ({correlation[i * _m + j]:f3}).");
    }
}
