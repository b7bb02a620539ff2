using System.Collections.Immutable;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Series;

namespace Debye.Techniques.Eis.Fitting;

/// <summary>
/// Fits one circuit to spectra: complex nonlinear least squares in logarithmic parameters, no guess needed. Keeps buffers: one for each
/// thread.
/// </summary>
/// <remarks>
/// Starts are read off the data (arcs on a grid of time constants), ranked by the circuit's own χ², and the best few followed by
/// damped least squares with exact derivatives. Complex least squares: J. R. Macdonald, J. Schoonman, A. P. Lehnen,
/// J. Electroanal. Chem. 131, 77 (1982), doi 10.1016/0022-0728(82)87062-9.
/// </remarks>
/// <example><code>
/// var result = new CircuitFit(Circuit.Parse("R0-p(R1,CPE1)")).Fit(spectrum);
/// foreach (var parameter in result.Parameters)
///     Console.WriteLine($"{parameter.Name} = {parameter.Value:g5} ± {parameter.StandardError:g2} {parameter.Unit}");
/// </code></example>
public sealed class CircuitFit
{
    private const int ShortIterations = 12;

    private readonly FitProblem _problem;
    private readonly LevenbergMarquardt _search;
    private readonly StartFinder _starts;
    private readonly SeriesStarter? _series;
    private int _iterations;

    /// <summary>Prepares fits.</summary>
    /// <param name="circuit">The circuit; settings in its string give start values, limits and fixed parameters.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    /// <exception cref="ArgumentException">A guess or constraint names no parameter, or contradicts another.</exception>
    public CircuitFit(Circuit circuit, CircuitFitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        (Circuit, Options) = (circuit, options ?? new CircuitFitOptions());
        Options.Validate();
        foreach (var (name, value) in Options.Guess)
            if (circuit.Parameters[circuit.IndexOf(name)].Definition.IsLogarithmic && value <= 0)
                throw new ArgumentException(Invariant($"The guess of {name} must be above 0, is {value}."), nameof(options));
        _problem = new FitProblem(circuit, Options);
        _search = new LevenbergMarquardt(_problem);
        _starts = new StartFinder(circuit, Options, _problem);
        _series = SeriesStarter.TryCreate(circuit, Options);
    }

    /// <summary>The circuit.</summary>
    public Circuit Circuit { get; }

    /// <summary>The settings.</summary>
    public CircuitFitOptions Options { get; }

    /// <summary>Fits a spectrum.</summary>
    /// <param name="spectrum">The spectrum; points in any order.</param>
    /// <returns>The best minimum found; its status says whether it is one.</returns>
    public FitResult Fit(ImpedanceSpectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        _iterations = 0;
        _problem.Load(spectrum);
        var report = new FitReport(Circuit, Options, _problem, spectrum);
        if (2 * spectrum.Length <= _problem.Map.Count)
            return report.Empty(FitStatus.TooFewPoints);
        var best = Best(spectrum);
        if (best is null)
            return report.Empty(FitStatus.Failed);
        for (var round = 0; Options.Loss != RobustLoss.None && round < 20; round++)
        {
            var before = best.ToArray();
            _problem.Reweight(best);
            Follow(best, Options.MaximumIterations, Options.Tolerance);
            if (best.Zip(before).All(pair => Math.Abs(pair.First - pair.Second) < 1e-6))
                break;
        }

        var chi = Follow(best, Options.MaximumIterations, Options.Tolerance);
        var status = _search.HasConverged ? FitStatus.Converged : FitStatus.IterationLimit;
        return report.Build(best, chi, status, _search, _iterations);
    }

    /// <summary>Fits many spectra on several threads; results are in the order of the spectra and do not depend on the threads.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="spectra">The spectra.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="threads">Number of threads, at least 1.</param>
    /// <param name="cancellation">Ends the work between two fits.</param>
    /// <returns>One result for each spectrum.</returns>
    public static FitResult[] FitAll(
        Circuit circuit,
        IReadOnlyList<ImpedanceSpectrum> spectra,
        CircuitFitOptions? options,
        int threads,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(spectra);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var results = new FitResult[spectra.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(
            0,
            results.Length,
            parallel,
            () => new CircuitFit(circuit, options),
            (i, _, fit) =>
            {
                results[i] = fit.Fit(spectra[i]);
                return fit;
            },
            _ => { }
        );
        return results;
    }

    private double[]? Best(ImpedanceSpectrum spectrum)
    {
        var starts = _starts.Find(spectrum);
        (double ChiSquared, double[] Point) best = (double.PositiveInfinity, []);
        for (var i = 0; i < starts.Count; i++)
        {
            // More than the usual number only where the best one is suspicious.
            if (i >= Options.Starts && (i >= 4 * Options.Starts || !IsSuspicious(best.Point)))
                break;
            var chi = Follow(starts[i].Point, ShortIterations, 1e-3);
            if (chi < best.ChiSquared)
                best = (chi, starts[i].Point);
        }

        foreach (var parameters in _series?.Find(spectrum) ?? [])
        {
            var point = _starts.ToPoint(parameters);
            var chi = Follow(point, ShortIterations, 1e-3);
            if (chi < best.ChiSquared)
                best = (chi, point);
        }

        var random = new RandomSource(Options.Seed);
        if (Options.GlobalSearch == GlobalSearch.Multistart)
        {
            for (var i = 0; i < Options.GlobalEffort; i++)
            {
                var point = _starts.Draw(spectrum, ref random);
                var chi = Follow(point, 3 * ShortIterations, 1e-4);
                if (chi < best.ChiSquared)
                    best = (chi, point);
            }
        }
        else if (Options.GlobalSearch == GlobalSearch.DifferentialEvolution)
        {
            var point = DifferentialEvolution.Search(_problem, () => _starts.Draw(spectrum, ref random), best.Point, Options);
            var chi = Follow(point, Options.MaximumIterations, Options.Tolerance);
            if (chi < best.ChiSquared)
                best = (chi, point);
        }

        return double.IsFinite(best.ChiSquared) ? best.Point : null;
    }

    private double Follow(double[] point, int iterations, double tolerance)
    {
        var chi = _search.Minimise(point, iterations, tolerance);
        _iterations += _search.Iterations;
        return chi;
    }

    /// <summary>At a limit other than the natural one of an exponent: 1.</summary>
    private bool IsSuspicious(double[] point)
    {
        if (point.Length == 0)
            return true;
        for (var k = 0; k < point.Length; k++)
        {
            var isNatural = !_problem.Map.IsLogarithmic(_problem.Map.Owner[k]) && point[k] >= 1;
            if (!isNatural && (point[k] <= _problem.Map.Lower[k] || point[k] >= _problem.Map.Upper[k]))
                return true;
        }

        return false;
    }
}
