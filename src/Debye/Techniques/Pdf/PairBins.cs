namespace Debye.Techniques.Pdf;

/// <summary>The pairs of one kind (elements and displacement): near ones one by one, all others in fine bins.</summary>
internal sealed class PairBins
{
    private double[] _bins = [];
    private double[] _coarse = [];
    private float[] _singles = [];

    /// <summary>Bins before r = 0, so that every pair finds its eight.</summary>
    public const int Offset = 4;

    /// <summary>Elements, by their index in the cell; -1 when kinds are not told apart.</summary>
    public (int First, int Second) Elements { get; private set; }

    /// <summary>U_i + U_j, Å².</summary>
    public double Variance { get; private set; }

    /// <summary>Summed w_i·w_j/(N⟨f⟩²); bin b stands at r = (b − <see cref="Offset"/>)·step.</summary>
    public Span<double> Bins => _bins.AsSpan(0, Length);

    public int Length { get; private set; }

    public List<(double Distance, double Weight)> Near { get; } = [];

    /// <summary>The same pairs in wider bins, as numbers of 32 bits filled up with zeros to a length.</summary>
    /// <param name="times">How many bins make one wider bin.</param>
    /// <param name="length">Number of wider bins.</param>
    public ReadOnlySpan<float> Coarsened(int times, int length)
    {
        if (_coarse.Length < length + DepositTable.Nodes)
            (_coarse, _singles) = (new double[length + DepositTable.Nodes], new float[length + DepositTable.Nodes]);
        Array.Clear(_coarse);
        PdfKernels.Coarsen(Bins, times, _coarse);
        System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<double, float>(_coarse, _singles);
        return _singles.AsSpan(0, length);
    }

    public void Reset((int First, int Second) elements, double variance, int length)
    {
        if (_bins.Length < length)
            _bins = new double[length];
        (Elements, Variance, Length) = (elements, variance, length);
        Bins.Clear();
        Near.Clear();
    }
}
