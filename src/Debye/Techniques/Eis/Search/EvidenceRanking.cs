using System.Collections.Immutable;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Techniques.Eis.Search;

/// <summary>From circuits tried to candidates: fitted with care, equal ones together, evidence shared out, doubts named.</summary>
internal sealed class EvidenceRanking(ImpedanceSpectrum spectrum, CircuitSearchOptions options, CancellationToken cancellation)
{
    private const int Spare = 6;

    // What each doubt costs: odds of e⁵.
    private const double NoteCost = 10;

    // Circuits as good as each other: χ² within a thousandth, impedances within a tenth of the residuals.
    private const double EqualChiSquared = 1e-3;
    private const double EqualImpedance = 0.1;

    private readonly QuickFit _quick = new(spectrum, options);

    public ImmutableArray<CircuitCandidate> Rank(IReadOnlyCollection<TriedCircuit> tried)
    {
        var best = tried
            .OrderBy(circuit => circuit.Score)
            .ThenBy(circuit => circuit.Circuit.CanonicalForm, StringComparer.Ordinal)
            .Take(options.Returned + Spare)
            .ToArray();
        var candidates = new CircuitCandidate[best.Length];
        Parallel.For(
            0,
            best.Length,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation },
            i => candidates[i] = Refine(best[i])
        );
        var groups = Group(
            candidates.OrderBy(candidate => candidate.Score).ThenBy(candidate => candidate.Circuit.CanonicalForm, StringComparer.Ordinal)
        );
        var lowest = groups[0].Score;
        var sum = groups.Sum(candidate => Math.Exp(-0.5 * (candidate.Score - lowest)));
        return
        [
            .. groups
                .Take(options.Returned)
                .Select(candidate => candidate with { Weight = Math.Exp(-0.5 * (candidate.Score - lowest)) / sum }),
        ];
    }

    /// <summary>The better of a fit from the values found and one from starts read off the data.</summary>
    private CircuitCandidate Refine(TriedCircuit tried)
    {
        var bare = Circuit.Parse(tried.Circuit.ToString(CircuitNotation.Dashes, withSettings: false));
        var guess = tried.Circuit.Parameters.ToImmutableDictionary(
            parameter => parameter.Name,
            parameter => parameter.Setting.Value!.Value,
            StringComparer.Ordinal
        );
        var settings = new CircuitFitOptions { Weights = options.Weights, Seed = options.Seed };
        var found = new CircuitFit(bare, settings with { Guess = guess, Starts = 1 }).Fit(spectrum);
        var fresh = new CircuitFit(bare, settings with { Starts = 2 }).Fit(spectrum);
        var fit = fresh.ChiSquared < found.ChiSquared * (1 - 1e-6) ? fresh : found;
        var (bic, notes) = (_quick.Bic(fit.ChiSquared, fit.FreeParameters), Plausibility.Notes(fit, spectrum));
        return new CircuitCandidate
        {
            Circuit = bare,
            Fit = fit,
            Bic = bic,
            Score = _quick.Score(bic, bare) + NoteCost * notes.Length,
            Notes = notes,
            Aicc = _quick.Aicc(fit.ChiSquared, fit.FreeParameters),
        };
    }

    private List<CircuitCandidate> Group(IEnumerable<CircuitCandidate> ordered)
    {
        var groups = new List<(CircuitCandidate Candidate, System.Numerics.Complex[] Impedance)>();
        foreach (var candidate in ordered)
        {
            var impedance = candidate.Circuit.Impedance(spectrum.FrequencyHertz, candidate.Fit.Values());
            var place = groups.FindIndex(group => AreEqual(group.Candidate, group.Impedance, candidate, impedance));
            if (place < 0)
                groups.Add((candidate, impedance));
            else
                groups[place] = groups[place] with
                {
                    Candidate = groups[place].Candidate with { Equivalents = groups[place].Candidate.Equivalents.Add(candidate.Circuit) },
                };
        }

        return [.. groups.Select(group => group.Candidate)];
    }

    private bool AreEqual(
        CircuitCandidate a,
        System.Numerics.Complex[] impedanceA,
        CircuitCandidate b,
        System.Numerics.Complex[] impedanceB
    )
    {
        if (a.Fit.FreeParameters != b.Fit.FreeParameters || Math.Abs(a.Bic - b.Bic) > 2 * spectrum.Length * EqualChiSquared)
            return false;
        var (between, left) = (0.0, 0.0);
        for (var i = 0; i < impedanceA.Length; i++)
        {
            var modulus = spectrum.ImpedanceOhm[i].Magnitude;
            between += Math.Pow((impedanceA[i] - impedanceB[i]).Magnitude / modulus, 2);
            left += Math.Pow((impedanceA[i] - spectrum.ImpedanceOhm[i]).Magnitude / modulus, 2);
        }

        var floor = 2 * spectrum.Length * options.NoiseFloor * options.NoiseFloor;
        return between <= EqualImpedance * EqualImpedance * Math.Max(left, floor);
    }
}
