namespace Debye.Learning.OpenSet;

/// <summary>Free energy of the logits: low where no class has a large logit.</summary>
/// <remarks>Score = T·ln Σ exp(logit/T). Source: W. Liu, X. Wang, J. Owens and Y. Li, Adv. Neural Inf. Process. Syst. 33, 21464 (2020),
/// arXiv 2010.03759.</remarks>
public sealed record EnergyDetector : OpenSetDetector
{
    /// <summary>Temperature T, above 0.</summary>
    public required double Temperature { get; init; }

    /// <inheritdoc/>
    public override string Name => "energy";

    /// <inheritdoc/>
    public override DetectorInput Input => DetectorInput.Logits;

    /// <inheritdoc/>
    internal override double ScoreOf(ReadOnlySpan<double> input) => Temperature * LogSumExp(input, Temperature);

    /// <inheritdoc/>
    internal override string? Problem() => Temperature > 0 ? null : Invariant($"temperature {Temperature}, expected above 0");

    /// <summary>ln Σ exp(logit/T).</summary>
    internal static double LogSumExp(ReadOnlySpan<double> logits, double temperature)
    {
        var (largest, sum) = (double.NegativeInfinity, 0.0);
        foreach (var logit in logits)
            largest = Math.Max(largest, logit / temperature);
        foreach (var logit in logits)
            sum += Math.Exp(logit / temperature - largest);
        return largest + Math.Log(sum);
    }
}
