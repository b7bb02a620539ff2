namespace Debye.Learning.Training;

/// <summary>Some examples, ready for the network.</summary>
/// <param name="Features">Row-major, examples × length × channels.</param>
/// <param name="Labels">Index of the class of each example.</param>
public sealed record Batch(float[] Features, int[] Labels)
{
    /// <summary>Number of examples.</summary>
    public int Count => Labels.Length;
}

/// <summary>Makes examples; the same index gives the same example whatever was made before and on whatever thread.</summary>
public interface IExampleSource
{
    /// <summary>Numbers per example.</summary>
    int FeatureLength { get; }

    /// <summary>A maker for one worker thread, with its own buffers.</summary>
    IExampleMaker CreateMaker();
}

/// <summary>Makes examples on one thread.</summary>
public interface IExampleMaker
{
    /// <summary>Makes example <paramref name="index"/>.</summary>
    /// <param name="index">Number of the example in the endless series.</param>
    /// <param name="features">Receives the features.</param>
    /// <returns>Index of the class.</returns>
    int Make(long index, Span<float> features);
}
