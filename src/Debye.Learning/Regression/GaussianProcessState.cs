using Debye.Learning.Baselines;
using Debye.Learning.Tables;

namespace Debye.Learning.Regression;

/// <summary>All that predictions need.</summary>
/// <param name="Kernel">Covariances.</param>
/// <param name="Standardisation">Of the features.</param>
/// <param name="Inputs">Standardised features of the training examples, row-major.</param>
/// <param name="NoiseShares">Factor on the noise variance of each of them.</param>
/// <param name="Mean">Mean of the values.</param>
/// <param name="Deviation">Standard deviation of the values.</param>
internal sealed record GaussianProcessState(
    GaussianProcessKernel Kernel,
    Standardisation Standardisation,
    float[] Inputs,
    double[] NoiseShares,
    double Mean,
    double Deviation
)
{
    /// <summary>Hyper-parameters.</summary>
    public GaussianProcessParameters Parameters { get; init; } = new([], [], 0, 1);

    /// <summary>K⁻¹·(standardised values).</summary>
    public double[] Weights { get; init; } = [];

    /// <summary>ln p of the standardised values.</summary>
    public double LogLikelihood { get; init; }

    /// <summary>The training examples as the kernel wants them.</summary>
    public double[][] ArrangedRows()
    {
        var columns = Standardisation.Mean.Length;
        return [.. Enumerable.Range(0, NoiseShares.Length).Select(i => Kernel.Arrange(Inputs.AsSpan(i * columns, columns)))];
    }
}
