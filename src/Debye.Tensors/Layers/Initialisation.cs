namespace Debye.Tensors;

/// <summary>Seeded starting values of weights.</summary>
public static class Initialisation
{
    /// <summary>He's normal: standard deviation √(2 / fan-in), for rectifiers. Source: He et al., arXiv 1502.01852, eq. 10.</summary>
    /// <param name="weight">What to fill.</param>
    /// <param name="fanIn">Inputs of one output.</param>
    /// <param name="random">Source.</param>
    public static void HeNormal(Tensor weight, int fanIn, RandomStream random) => random.FillNormal(MathF.Sqrt(2f / fanIn), weight.Span);

    /// <summary>He's uniform: ±√(6 / fan-in).</summary>
    /// <param name="weight">What to fill.</param>
    /// <param name="fanIn">Inputs of one output.</param>
    /// <param name="random">Source.</param>
    public static void HeUniform(Tensor weight, int fanIn, RandomStream random) => random.FillUniform(MathF.Sqrt(6f / fanIn), weight.Span);

    /// <summary>Glorot's uniform: ±√(6 / (fan-in + fan-out)). Source: Glorot and Bengio, AISTATS 2010, eq. 16.</summary>
    /// <param name="weight">What to fill.</param>
    /// <param name="fanIn">Inputs of one output.</param>
    /// <param name="fanOut">Outputs of one input.</param>
    /// <param name="random">Source.</param>
    public static void GlorotUniform(Tensor weight, int fanIn, int fanOut, RandomStream random) =>
        random.FillUniform(MathF.Sqrt(6f / (fanIn + fanOut)), weight.Span);
}
