namespace Debye.Techniques.Pdf.Reduction;

/// <summary>The limits in Q that a reduction works between, 1/Å.</summary>
internal readonly record struct Limits(double Qmin, double Qmax, double Qmaxinst)
{
    /// <summary>Those of the options, else of the data.</summary>
    /// <exception cref="ArgumentException">The data do not reach them.</exception>
    public static Limits Of(ReductionOptions options, double first, double lastAboveZero, double last)
    {
        var inst = options.QmaxinstPerAngstrom ?? lastAboveZero;
        var qmax = options.QmaxPerAngstrom ?? inst;
        // Files round their last point; half a hundredth is no reason to refuse.
        if (inst > last + 0.005)
            throw new ArgumentException(Invariant($"Qmaxinst is {inst:g6} 1/Å, the data end at {last:g6} 1/Å."), nameof(options));
        if (qmax > inst + 0.005)
            throw new ArgumentException(Invariant($"Qmax is {qmax:g6} 1/Å; the data are good up to {inst:g6} 1/Å."), nameof(options));
        if (inst <= Math.Max(first, options.QminPerAngstrom))
            throw new ArgumentException(
                Invariant($"No data between Qmin {options.QminPerAngstrom:g6} and Qmaxinst {inst:g6} 1/Å."),
                nameof(options)
            );
        return new Limits(options.QminPerAngstrom, qmax, inst);
    }
}
