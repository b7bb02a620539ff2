namespace Debye.Learning.Training;

/// <summary>
/// Raises the learning rate from step to step and watches the loss: where it falls fastest the rate is good, where it runs away it is too
/// high.
/// </summary>
/// <remarks>
/// After every step ask for <see cref="Rate"/>, train with it, and hand the loss of that batch to <see cref="Record"/>. The smoothed loss
/// is an exponential mean without the pull towards 0 of its first steps. Source: L. N. Smith, WACV 2017, 464, doi 10.1109/WACV.2017.58.
/// </remarks>
public sealed class LearningRateFinder
{
    private readonly LearningRateFinderOptions _options;
    private readonly double _factor;
    private readonly List<double> _rates = [];
    private readonly List<double> _losses = [];
    private readonly List<double> _smoothed = [];
    private double _mean;
    private double _lowest = double.PositiveInfinity;

    /// <summary>Begins at the lowest rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public LearningRateFinder(LearningRateFinderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (_options, Rate) = (options, options.Start);
        _factor = Math.Pow(options.End / options.Start, 1.0 / options.Updates);
    }

    /// <summary>Rate of the next step.</summary>
    public double Rate { get; private set; }

    /// <summary>What was recorded so far.</summary>
    public LearningRateCurve Curve => new(_rates.ToArray(), _losses.ToArray(), _smoothed.ToArray());

    /// <summary>Takes the loss of the step that was made with <see cref="Rate"/>.</summary>
    /// <param name="loss">Loss of the batch; one that is not finite ends the run and is not kept.</param>
    /// <returns>Whether to make another step.</returns>
    public bool Record(double loss)
    {
        if (!double.IsFinite(loss))
            return false;
        _mean = _options.Smoothing * _mean + (1 - _options.Smoothing) * loss;
        _rates.Add(Rate);
        _losses.Add(loss);
        var smoothed = _mean / (1 - Math.Pow(_options.Smoothing, _rates.Count));
        _smoothed.Add(smoothed);
        if (_rates.Count > 1 && smoothed > _options.StopFactor * _lowest)
            return false;
        _lowest = Math.Min(_lowest, smoothed);
        Rate *= _factor;
        return _rates.Count <= _options.Updates;
    }
}
