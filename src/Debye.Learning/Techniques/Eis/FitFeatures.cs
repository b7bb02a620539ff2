using System.Collections.Immutable;
using System.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Series;

namespace Debye.Learning.Techniques.Eis;

/// <summary>
/// Features of an impedance spectrum from fits of a list of circuits: deviations, evidence, gaps between circuits, parameters with errors.
/// Keeps buffers: one for each thread.
/// </summary>
public sealed class FitFeatures : IEisFeatures
{
    /// <summary>The identifier.</summary>
    public const string Identifier = "fits-1";

    private const int ShapePoints = 12;
    private static readonly string[] s_timed = ["lnR", "lnTau", "a", "lnQ", "lnRError", "lnTauError", "aError", "atLimit"];
    private static readonly string[] s_plain = ["ln", "error", "atLimit"];

    private readonly SeriesComparer _comparer;
    private readonly Circuit[] _circuits;

    /// <summary>Prepares extraction.</summary>
    /// <param name="circuits">The circuits, series of relaxations; see <see cref="SeriesComparer"/>.</param>
    /// <param name="hops">Effort; see <see cref="SeriesComparer"/>.</param>
    public FitFeatures(IReadOnlyList<Circuit> circuits, int hops = 6)
    {
        _comparer = new SeriesComparer(circuits, hops);
        _circuits = [.. circuits];
        Names = [.. MakeNames()];
    }

    /// <inheritdoc/>
    public string Id => Identifier;

    /// <inheritdoc/>
    public ImmutableArray<string> Names { get; }

    /// <summary>The comparison behind the last features.</summary>
    public CircuitComparison? Comparison { get; private set; }

    /// <inheritdoc/>
    public void Compute(ImpedanceSpectrum spectrum, Span<float> features)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        if (features.Length != Names.Length)
            throw new ArgumentException($"Expected room for {Names.Length} features, got {features.Length}.", nameof(features));
        var comparison = _comparer.Compare(spectrum);
        Comparison = comparison;
        var next = 0;
        var target = features;
        target[next++] = Limited(Math.Log(Math.Max(comparison.Noise.Level, 1e-12)));
        target[next++] = (float)comparison.Noise.Kind;
        target[next++] = Limited(Math.Log(Math.Max(comparison.RelativeResolution, 1e-17)));
        AddShape(spectrum, target, ref next);
        var bestBic = comparison.Circuits.Min(circuit => circuit.Bic);
        var bestEvidence = comparison.Circuits.Max(circuit => circuit.LogEvidence);
        foreach (var circuit in comparison.Circuits)
        {
            target[next++] = Limited(Math.Log(Math.Max(circuit.ReducedChiSquared, 1e-3)));
            target[next++] = Limited(circuit.Bic - bestBic);
            target[next++] = Limited(circuit.LogEvidence - bestEvidence);
            target[next++] = Limited(Math.Log(Math.Max(circuit.RelativeDeviation, 1e-15)));
            target[next++] = Limited(circuit.ResidualCorrelation);
            foreach (var term in circuit.Terms)
                AddTerm(term, target, ref next);
        }

        for (var i = 0; i < _circuits.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (comparison.Circuits[i], comparison.Circuits[j]);
                target[next++] = Limited(Math.Log(Math.Max(a.ReducedChiSquared, 1e-3) / Math.Max(b.ReducedChiSquared, 1e-3)));
                target[next++] = Limited(a.LogEvidence - b.LogEvidence);
            }
        }
    }

    private static float Limited(double value) => (float)Math.Clamp(value, -1e6, 1e6);

    private static void AddTerm(ComparedTerm term, Span<float> target, ref int next)
    {
        var logarithm = Math.Log(Math.Max(term.Amplitude, 1e-30));
        target[next++] = Limited(logarithm);
        if (term.TauSeconds is { } tau)
        {
            var exponent = term.Exponent ?? 1;
            target[next++] = Limited(Math.Log(tau));
            target[next++] = Limited(exponent);
            target[next++] = Limited(exponent * Math.Log(tau) - logarithm);
            target[next++] = Limited(term.AmplitudeError);
            target[next++] = Limited(term.TauError);
            target[next++] = Limited(term.ExponentError);
        }
        else
        {
            target[next++] = Limited(term.AmplitudeError);
        }

        target[next++] = term.IsAtLimit ? 1 : 0;
    }

    /// <summary>Length, ends, and ln |Z| and phase at points evenly spread over the logarithmic frequency range.</summary>
    private static void AddShape(ImpedanceSpectrum spectrum, Span<float> target, ref int next)
    {
        var order = Enumerable.Range(0, spectrum.Length).OrderBy(i => spectrum.FrequencyHertz[i]).ToArray();
        double Ln(int k) => Math.Log(spectrum.FrequencyHertz[order[k]]);
        Complex LogZ(int k) => Complex.Log(spectrum.ImpedanceOhm[order[k]]);
        target[next++] = spectrum.Length;
        target[next++] = (float)Ln(0);
        target[next++] = (float)Ln(order.Length - 1);
        var k = 0;
        for (var p = 0; p < ShapePoints; p++)
        {
            var ln = Ln(0) + (Ln(order.Length - 1) - Ln(0)) * p / (ShapePoints - 1);
            while (k < order.Length - 2 && Ln(k + 1) < ln)
                k++;
            var width = order.Length > 1 ? Ln(k + 1) - Ln(k) : 0;
            var share = width > 0 ? Math.Clamp((ln - Ln(k)) / width, 0, 1) : 0;
            var value = order.Length > 1 ? (1 - share) * LogZ(k) + share * LogZ(k + 1) : LogZ(k);
            target[next++] = Limited(value.Real);
            target[next++] = Limited(value.Imaginary);
        }
    }

    private IEnumerable<string> MakeNames()
    {
        foreach (var name in (string[])["lnNoise", "noiseKind", "lnResolution", "points", "lnLowestHertz", "lnHighestHertz"])
            yield return name;
        for (var p = 0; p < ShapePoints; p++)
        {
            yield return Invariant($"lnModulus{p}");
            yield return Invariant($"phase{p}");
        }

        for (var i = 0; i < _circuits.Length; i++)
        {
            foreach (var name in (string[])["lnChi", "bic", "evidence", "lnDeviation", "correlation"])
                yield return Invariant($"{i}.{name}");
            var (plain, timed) = SeriesComparer.CountTerms(_circuits[i]);
            for (var k = 0; k < plain; k++)
                foreach (var name in s_plain)
                    yield return Invariant($"{i}.plain{k}.{name}");
            for (var k = 0; k < timed; k++)
                foreach (var name in s_timed)
                    yield return Invariant($"{i}.arc{k}.{name}");
        }

        for (var i = 0; i < _circuits.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                yield return Invariant($"{i}-{j}.lnChi");
                yield return Invariant($"{i}-{j}.evidence");
            }
        }
    }
}
